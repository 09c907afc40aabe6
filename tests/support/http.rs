//! The program as a server, and a client of bare sockets that hides nothing.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::Site;

/// A server that is ended when it is dropped.
pub struct Served {
    child: Child,
    pub address: SocketAddr,
}

impl Served {
    /// Starts the program; its address is the first line that it prints.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        out.read_line(&mut line).expect("a first line");
        let address = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/'));
        let Some(address) = address.and_then(|address| address.parse().ok()) else {
            let mut said = String::new();
            let _ = child.kill();
            let _ = child.stderr.take().expect("its messages").read_to_string(&mut said);
            panic!("no address on the first line: {line:?}: {said}");
        };
        Self { child, address }
    }

    /// `tidings serve --published` on a free port.
    pub fn published(site: &Site, more: &[&str]) -> Self {
        Self::start(site.command(&[&["serve", "--published", "--port", "0"], more].concat()))
    }

    /// `tidings serve` on a free port.
    pub fn preview(site: &Site, more: &[&str]) -> Self {
        Self::start(site.command(&[&["serve", "--port", "0"], more].concat()))
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        // So that a server that says nothing fails a test instead of keeping it.
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        stream
    }

    /// Sends bytes as they are and gives all that comes until the connection is closed.
    pub fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        all
    }

    /// A request with these fields beside `Host`; the connection is closed after it.
    pub fn ask(&self, method: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        for (name, value) in fields {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        Answer::read(&self.raw(format!("{request}\r\n").as_bytes()))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for its end; gives its exit code and what it said.
    pub fn wait(mut self) -> (Option<i32>, String) {
        let mut said = String::new();
        let _ = self.child.stderr.take().expect("its messages").read_to_string(&mut said);
        (self.child.wait().expect("an end").code(), said)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer in its parts.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no head: {:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let field =
            |line: &str| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
        Self {
            status: status.expect("a status"),
            fields: lines.filter_map(field).collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// The value of a field that comes once; empty where it does not come.
    pub fn field(&self, name: &str) -> &str {
        let mut values = self.fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let value = values.next().unwrap_or("");
        assert_eq!(values.next(), None, "{name} comes twice");
        value
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
