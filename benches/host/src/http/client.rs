//! Clients that keep their connections, with as little work of their own as possible.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection that is kept.
pub(crate) struct Client {
    stream: TcpStream,
    address: SocketAddr,
    token: String,
    received: Vec<u8>,
}

/// A response.
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr, token: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Client { stream, address, token: token.to_owned(), received: Vec::with_capacity(4096) })
    }

    pub(crate) async fn get(&mut self, path: &str) -> io::Result<Response> {
        let Client { address, token, .. } = self;
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\r\n");
        self.send(&request).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: &str) -> io::Result<Response> {
        let Client { address, token, .. } = self;
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.send(&request).await
    }

    /// Sends a request, and reads the response, whose length must be in its head.
    async fn send(&mut self, request: &str) -> io::Result<Response> {
        self.stream.write_all(request.as_bytes()).await?;
        self.received.clear();
        let unreadable = || io::Error::new(ErrorKind::InvalidData, "the response cannot be read");
        loop {
            if self.stream.read_buf(&mut self.received).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            let text = std::str::from_utf8(&self.received).map_err(|_| unreadable())?;
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = head.lines().filter_map(|line| line.split_once(": "));
            let mut length = length.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
            let length: usize =
                length.next_back().and_then(|(_, value)| value.parse().ok()).ok_or_else(unreadable)?;
            if body.len() == length {
                let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
                return Ok(Response { status: status.ok_or_else(unreadable)?, body: body.to_owned() });
            }
        }
    }
}
