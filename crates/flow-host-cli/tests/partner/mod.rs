//! The outside of a host in tests: a program that answers its questions over HTTP.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use serde_json::Value;

/// The status and the body of an answer; without one, the connection is closed.
pub(crate) type Answer = Result<(u16, &'static str), Box<dyn Error>>;

/// Answers questions by a function until the process of the test ends. Returns the URL for `--bindings`.
pub(crate) fn serve<F>(answer: F) -> Result<String, Box<dyn Error>>
where
    F: Fn(&Value) -> Answer + Send + Sync + 'static,
{
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            // A host that is stopped or killed leaves its connections.
            thread::spawn(move || drop(answer_all(stream, &*answer)));
        }
    });
    Ok(format!("http://{address}/flow"))
}

/// Answers the questions of one connection until it is closed.
fn answer_all(mut stream: TcpStream, answer: &dyn Fn(&Value) -> Answer) -> Result<(), Box<dyn Error>> {
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let (mut line, mut length) = (String::new(), 0);
        while reader.read_line(&mut line)? > 2 {
            let lower = line.to_lowercase();
            length = lower.strip_prefix("content-length:").map_or(Ok(length), |text| text.trim().parse())?;
            line.clear();
        }
        if line.is_empty() {
            return Ok(());
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let (status, text) = answer(&serde_json::from_slice(&body)?)?;
        write!(
            stream,
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{text}",
            text.len()
        )?;
    }
}
