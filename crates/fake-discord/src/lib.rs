//! A world to try it in: Discord as data over real HTTP and WebSocket.
