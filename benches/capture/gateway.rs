//! A connection to Discord's gateway, played.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::io::Write;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{WebSocketStream, tungstenite::Message};

/// A connection that Guildhall listens to.
pub struct Gateway {
    pub socket: WebSocketStream<TcpStream>,
    packer: zstd::stream::write::Encoder<'static, Vec<u8>>,
    sent: u64,
}

impl Gateway {
    /// Takes the one connection, up to READY.
    pub async fn take(listener: TcpListener) -> Self {
        let (stream, _) = listener.accept().await.expect("a connection");
        let socket = tokio_tungstenite::accept_async(stream).await.expect("a socket");
        let packer = zstd::stream::write::Encoder::new(Vec::new(), 3).expect("a fixed level");
        let mut gateway = Self { socket, packer, sent: 0 };
        // So long that no heartbeat comes while it is measured.
        let hello = json!({"op": 10, "d": {"heartbeat_interval": 864_000_000_u64}, "s": null, "t": null});
        let hello = gateway.packed(&hello);
        gateway.socket.send(hello).await.expect("is heard");
        while let Some(Ok(said)) = gateway.socket.next().await {
            if said.to_text().is_ok_and(|text| text.contains("\"op\":2,") || text.contains("intents")) {
                break;
            }
        }
        let ready = json!({"v": 10, "session_id": "measured", "resume_gateway_url": "ws://127.0.0.1:9",
            "user": {"id": "1", "username": "guildhall"}, "guilds": [], "application": {"id": "1", "flags": 0}});
        gateway.tell("READY", &ready).await;
        gateway
    }

    fn packed(&mut self, frame: &Value) -> Message {
        self.packer.write_all(frame.to_string().as_bytes()).expect("memory");
        self.packer.flush().expect("memory");
        Message::Binary(std::mem::take(self.packer.get_mut()).into())
    }

    pub fn event(&mut self, name: &str, data: &Value) -> Message {
        self.sent += 1;
        self.packed(&json!({"t": name, "s": self.sent, "op": 0, "d": data}))
    }

    pub async fn tell(&mut self, name: &str, data: &Value) {
        let frame = self.event(name, data);
        self.socket.send(frame).await.expect("is heard");
    }
}
