//! How a conversation looks: Discord messages to HTML, JSON and text.
