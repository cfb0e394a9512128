//! Another program that is told: plain HTTP on a port of this machine, answering as it is told to.

use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A request that came, byte by byte.
#[derive(Clone)]
pub struct Got {
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub raw: Vec<u8>,
    pub answered: u16,
}

impl Got {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.raw).expect("is JSON")
    }
    pub fn kind(&self) -> String {
        self.json()["type"].as_str().expect("a type").to_owned()
    }
    /// Whether both signatures are right for this secret: computed here, from what the documents say.
    pub fn is_signed_with(&self, secret: &str) -> bool {
        use ring::hmac;
        let bytes = unbase64(secret.strip_prefix("whsec_").expect("a secret"));
        let key = hmac::Key::new(hmac::HMAC_SHA256, &bytes);
        let (time, given) = self.headers["guildhall-signature"].split_once(",v1=").expect("two parts");
        let seconds = time.strip_prefix("t=").expect("a time");
        let given = unhex(given);
        let signed = [seconds.as_bytes(), b".", &self.raw].concat();
        let id = self.headers["webhook-id"].as_bytes();
        let standard = [id, b".", self.headers["webhook-timestamp"].as_bytes(), b".", &self.raw].concat();
        let also = unbase64(self.headers["webhook-signature"].strip_prefix("v1,").expect("a version"));
        hmac::verify(&key, &signed, &given).is_ok() && hmac::verify(&key, &standard, &also).is_ok()
    }
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).expect("digits"));
    digits.map(|two| u8::from_str_radix(two, 16).expect("digits")).collect()
}

fn unbase64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = LETTERS.iter().position(|one| *one == letter).expect("base64");
        bits = bits << 6 | value as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}

type Answers = Arc<Mutex<Box<dyn FnMut(&Value) -> u16 + Send>>>;

/// The program.
#[derive(Clone)]
pub struct Receiver {
    pub url: String,
    got: Arc<Mutex<Vec<Got>>>,
    answers: Answers,
    held: Arc<tokio::sync::Mutex<()>>,
}

impl Receiver {
    /// Takes everything, unless told otherwise.
    pub async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/hooks?key=in-the-address", listener.local_addr().expect("an address"));
        let answers: Answers = Arc::new(Mutex::new(Box::new(|_| 204)));
        let this = Self { url, got: Arc::default(), answers, held: Arc::default() };
        let serving = this.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let serving = serving.clone();
                tokio::spawn(async move { serving.serve(socket).await });
            }
        });
        this
    }

    /// Answers so from now on.
    pub fn answer(&self, how: impl FnMut(&Value) -> u16 + Send + 'static) {
        *self.answers.lock().expect("no panic") = Box::new(how);
    }

    /// Keeps its answers to itself until this is dropped.
    pub async fn hold(&self) -> tokio::sync::OwnedMutexGuard<()> {
        Arc::clone(&self.held).lock_owned().await
    }

    /// What came so far.
    pub fn got(&self) -> Vec<Got> {
        self.got.lock().expect("no panic").clone()
    }

    /// What was taken so far.
    pub fn taken(&self) -> Vec<Got> {
        self.got().into_iter().filter(|one| one.answered < 300).collect()
    }

    async fn serve(&self, mut socket: TcpStream) -> Option<()> {
        let mut bytes = Vec::new();
        let head = loop {
            if let Some(at) = bytes.windows(4).position(|part| part == b"\r\n\r\n") {
                break at;
            }
            (socket.read_buf(&mut bytes).await.ok()? > 0).then_some(())?;
        };
        let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
        let headers: BTreeMap<String, String> = text
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
            .collect();
        let path = text.split(' ').nth(1).unwrap_or_default().to_owned();
        let length: usize = headers.get("content-length")?.parse().ok()?;
        while bytes.len() < head + 4 + length {
            (socket.read_buf(&mut bytes).await.ok()? > 0).then_some(())?;
        }
        let raw = bytes[head + 4..head + 4 + length].to_vec();
        let body: Value = serde_json::from_slice(&raw).unwrap_or_default();
        let answered = (self.answers.lock().expect("no panic"))(&body);
        drop(self.held.lock().await);
        self.got.lock().expect("no panic").push(Got { path, headers, raw, answered });
        let answer = format!("HTTP/1.1 {answered} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        socket.write_all(answer.as_bytes()).await.ok()
    }
}
