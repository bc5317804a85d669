//! `flow-host serve`: runs a specification without Rust code, with its public events over HTTP.
//!
//! The interpreter is the program of the host. Phrases, and messages to actors outside, are requests to another program.

use std::future::Future;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use flow_host::durable::{Instances, MachineTable, ProgramTable, Retention};
use flow_host::http::{Api, Secrets, Tokens};
use flow_host::interpret::{Builder, Specification};
use flow_host::{BrokenRule, DeadLetter, Host};
use tokio::net::TcpListener;

use crate::failure::Failure;
use crate::specification::read_specification;
use crate::text::party;
use crate::webhooks::Webhooks;

/// The environment variable with the secrets that sign requests: not an argument, which other users of the system would see.
const SECRETS: &str = "FLOW_HOST_SECRET";

/// How long the host waits at its end for open questions. Others continue at the next start.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// The specification: files, or folders
    #[arg(required = true)]
    specification: Vec<PathBuf>,
    /// The database. Beside the program that runs, named after the first file, if it is not given
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,
    /// The URL that answers phrases and gets the messages to actors outside. Requests are signed with the secrets in FLOW_HOST_SECRET
    #[arg(long, value_name = "URL")]
    bindings: Option<String>,
    /// The address to serve the public events at
    #[arg(long, value_name = "ADDRESS", default_value_t = SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)), value_parser = read_address)]
    listen: SocketAddr,
    /// Who may send events: a file with a line for each token, an actor, a subject and the SHA-256 of the token
    #[arg(long, value_name = "FILE")]
    tokens: Option<PathBuf>,
    /// An actor outside that is a program, like 'bank': its requests are signed with the secret in FLOW_HOST_SECRET_BANK, or in FLOW_HOST_SECRET
    #[arg(long, value_name = "ACTOR")]
    partner: Vec<String>,
    /// A variable that is shown over HTTP, like 'order.$total'
    #[arg(long, value_name = "VARIABLE")]
    show: Vec<String>,
    /// For how many days finished data is kept, like 'journal=365': journal, messages, answers or calls
    #[arg(long, value_name = "KIND=DAYS", value_parser = read_kept)]
    keep: Vec<(Kept, u32)>,
    /// The start values of a machine that is `one for …`, like 'shelf={"copies": 3}'
    #[arg(long, value_name = "MACHINE=JSON")]
    start: Vec<String>,
}

/// Runs the command until the process receives a signal to end.
pub(crate) fn run(args: &ServeArgs) -> Result<String, Failure> {
    let specification = read_specification(&args.specification)?;
    let builder = build(args, specification)?;
    let api = make_api(args)?;
    check_api(args, &api, specification.table())?;
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Failure::new(format!("the host cannot start: {error}")))?;
    runtime.block_on(serve(args, builder, api, specification.table().name))?;
    Ok(String::new())
}

/// Something that is over and kept for some days.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Kept {
    Journal,
    Messages,
    Answers,
    Calls,
}

/// What is kept for how many days.
fn read_kept(text: &str) -> Result<(Kept, u32), String> {
    let unfit = || "write what is kept and for how many days, like 'journal=365'".to_owned();
    let (kind, days) = text.split_once('=').ok_or_else(unfit)?;
    let kind = Kept::from_str(kind, false).map_err(|_| format!("'{kind}' is not kept; {}", unfit()))?;
    // A hundred years.
    let days = days.parse().ok().filter(|days| *days <= 36_500).ok_or_else(unfit)?;
    Ok((kind, days))
}

/// How long the host keeps what is over.
fn make_retention(keep: &[(Kept, u32)]) -> Retention {
    let mut retention = Retention::default();
    for (kind, days) in keep {
        let kept = match kind {
            Kept::Journal => &mut retention.journal,
            Kept::Messages => &mut retention.messages,
            Kept::Answers => &mut retention.answers,
            Kept::Calls => &mut retention.calls,
        };
        *kept = flow::Duration::from_secs(i64::from(*days) * 86_400);
    }
    retention
}

/// Prints that a rule is broken. Without a reader, the host goes on all the same.
fn print_broken(broken: &BrokenRule) {
    let instances: Vec<_> = broken.instances.iter().map(party).collect();
    let _ = writeln!(io::stderr(), "{} broken rule: {} ({})", broken.at, broken.rule, instances.join(", "));
}

/// Prints that an event or a message became a dead letter.
fn print_letter(letter: &DeadLetter) {
    let (number, kind) = (letter.number, letter.kind);
    let _ = writeln!(io::stderr(), "{} dead letter {number}: {kind}", letter.at);
}

/// An address, or a name of this computer, with a port.
fn read_address(text: &str) -> Result<SocketAddr, String> {
    let found = text.to_socket_addrs().map_err(|error| {
        format!("{error}; write an address or the name of a computer, and a port after ':'")
    })?;
    found.into_iter().next().ok_or_else(|| "this name has no address".to_owned())
}

/// Checks the settings of the API before a database is made.
fn check_api(args: &ServeArgs, api: &Api, table: &ProgramTable) -> Result<(), Failure> {
    if args.tokens.is_none() && !args.listen.ip().is_loopback() {
        let text = format!("{} is reached from other computers, and nobody who asks is known", args.listen);
        return Err(Failure::new(text)
            .help("say who may ask: --tokens FILE")
            .help("or let only this computer ask, without --listen"));
    }
    api.check(table).map_err(|error| Failure::new(error.to_string()))
}

async fn serve(args: &ServeArgs, builder: Builder, api: Api, name: &str) -> Result<(), Failure> {
    let listener = TcpListener::bind(args.listen).await;
    let listener =
        listener.map_err(|error| Failure::new(format!("{} cannot be served: {error}", args.listen)))?;
    let host: Host<()> = builder.start().await?;
    let address = listener.local_addr().unwrap_or(args.listen);
    let named = if name.is_empty() { "the specification" } else { name };
    // Without a reader, the host serves all the same.
    let _ = writeln!(io::stdout(), "http://{address} serves {named}, {}", database(args).display());
    let served = host.serve(listener, api, wait_for_signal()).await;
    host.shutdown(PATIENCE).await;
    served.map_err(|error| Failure::new(error.to_string()))
}

/// The database: `shop.db` for `flows/shop.flow`.
fn database(args: &ServeArgs) -> PathBuf {
    let named = || {
        let first = args.specification.first().and_then(|path| path.file_stem()).unwrap_or_default();
        Path::new(first).with_extension("db")
    };
    args.database.clone().unwrap_or_else(named)
}

fn build(args: &ServeArgs, specification: Specification) -> Result<Builder, Failure> {
    let table = specification.table();
    let mut builder = Builder::new(specification, database(args))
        .retention(make_retention(&args.keep))
        .on_broken_rule(print_broken)
        .on_dead_letter(print_letter);
    match &args.bindings {
        Some(url) => {
            if !url.starts_with("http://") && !url.starts_with("https://") {
                return Err(Failure::new(format!("'{url}' is no URL"))
                    .help("write one that begins with https://, or http:// for your own network"));
            }
            let webhooks = Webhooks::new(url.clone(), read_bindings_secrets(url)?, table)?;
            builder = builder.awaits(webhooks.clone()).delivers(webhooks);
        }
        None => check_phrases(table)?,
    }
    for start in &args.start {
        let (machine, context) = read_start(table, start)?;
        builder = builder.shared(machine, move |_| Ok(context.clone()));
    }
    Ok(builder)
}

/// Checks that the specification asks no phrases.
fn check_phrases(table: &ProgramTable) -> Result<(), Failure> {
    let asks = |machine: &&MachineTable| !machine.phrases.is_empty();
    let Some(machine) = table.machines.iter().find(asks) else { return Ok(()) };
    let phrases: Vec<_> = machine.phrases.iter().map(|phrase| format!("'{}'", phrase.text)).collect();
    Err(Failure::new(format!("nobody answers the phrases of @{}: {}", machine.name, phrases.join(", ")))
        .help("write the URL of the program that does: --bindings URL"))
}

/// The secrets in a variable of the environment; none if it is not set.
fn read_secrets(variable: &str) -> Result<Secrets, Failure> {
    let secrets = Secrets::read(&std::env::var(variable).unwrap_or_default());
    secrets.map_err(|error| {
        Failure::new(format!("{variable}: {error}"))
            .help("make one: printf 'whsec_%s\\n' \"$(head -c 32 /dev/urandom | base64)\"")
    })
}

/// The secrets of an actor that is a program: its own, or those of the program that answers phrases and gets the messages to actors.
fn read_partner_secrets(actor: &str) -> Result<Secrets, Failure> {
    let letter =
        |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' };
    let variable = format!("{SECRETS}_{}", actor.chars().map(letter).collect::<String>());
    let own = read_secrets(&variable)?;
    let secrets = if own.is_empty() { read_secrets(SECRETS)? } else { own };
    if secrets.is_empty() {
        return Err(Failure::new(format!(
            "nobody knows whether a request is from @{actor}: there is no secret"
        ))
        .help(format!("set {variable} to a secret of both: whsec_ and 24 bytes or more in base64")));
    }
    Ok(secrets)
}

/// The secrets that sign requests.
fn read_bindings_secrets(url: &str) -> Result<Secrets, Failure> {
    let secrets = read_secrets(SECRETS)?;
    if secrets.is_empty() && !is_local(url) {
        return Err(Failure::new(format!(
            "{url} cannot know that a request is from here: there is no secret"
        ))
        .help(format!("set {SECRETS} to the secret of both: whsec_ and 24 bytes or more in base64")));
    }
    Ok(secrets)
}

/// Whether a URL is of this computer.
fn is_local(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    if let Ok(address) = host.parse::<SocketAddr>() {
        return address.ip().is_loopback();
    }
    let name = host.split_once(':').map_or(host, |(name, _)| name);
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    name == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// The start values of a machine, with its index.
fn read_start(table: &ProgramTable, start: &str) -> Result<(usize, String), Failure> {
    let unfit = || {
        Failure::new(format!("'{start}' gives no machine start values")).help(
            "write the name of a machine that is 'one for …', and its variables: 'shelf={\"copies\": 3}'",
        )
    };
    let (name, context) = start.split_once('=').ok_or_else(unfit)?;
    let name = name.trim_start_matches('@');
    let is_meant =
        |machine: &MachineTable| machine.name == name && machine.instances != Instances::PerConversation;
    let machine = table.machines.iter().position(is_meant).ok_or_else(unfit)?;
    serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(context).map_err(|_| unfit())?;
    Ok((machine, context.to_owned()))
}

fn make_api(args: &ServeArgs) -> Result<Api, Failure> {
    let mut api = Api::new();
    if let Some(file) = &args.tokens {
        let tokens = Tokens::from_file(file).map_err(|error| {
            Failure::new(format!("the tokens of {}: {error}", file.display()))
                .help("a line has an actor, a name, and the digits that 'printf %s TOKEN | sha256sum' prints")
        });
        api = api.tokens(tokens?);
    }
    for actor in &args.partner {
        let actor = actor.trim_start_matches('@');
        api = api.partner(actor, read_partner_secrets(actor)?);
    }
    for shown in &args.show {
        let unfit = || {
            Failure::new(format!("'{shown}' is no variable of a machine"))
                .help("write it like 'order.$total'")
        };
        let (machine, variable) = shown.split_once('.').ok_or_else(unfit)?;
        api = api.show_of(machine.trim_start_matches('@'), &[variable.trim_start_matches('$')]);
    }
    Ok(api)
}

/// Waits for a signal to end.
fn wait_for_signal() -> impl Future<Output = ()> + Send {
    #[cfg(unix)]
    let terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    async move {
        // An error means that the operating system has no such signal.
        #[cfg(unix)]
        if let Ok(mut terminated) = terminated {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
            return;
        }
        drop(tokio::signal::ctrl_c().await);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_needs_no_secret() {
        let loopback = Ipv4Addr::LOCALHOST;
        let local = [
            "http://localhost/flow".to_owned(),
            format!("http://{}:3000/flow", "localhost"),
            format!("http://{loopback}"),
            format!("http://{loopback}:3000?a=b"),
            "http://[::1]:80/".to_owned(),
            "http://[::1]/".to_owned(),
        ];
        assert_eq!(local.iter().filter(|url| !is_local(url)).collect::<Vec<_>>(), Vec::<&String>::new());
        assert!(!["http://localhost.example.com/", "http://example.com/localhost"].into_iter().any(is_local));
    }
}
