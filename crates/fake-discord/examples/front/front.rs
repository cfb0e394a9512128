//! A TLS front: what comes for Discord's own names is decrypted and handed on as it is.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose};
use std::{net::SocketAddr, sync::Arc};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer},
};

/// The names that bots ask for.
pub const NAMES: [&str; 6] = [
    "discord.com",
    "gateway.discord.gg",
    "cdn.discordapp.com",
    "media.discordapp.net",
    "discordapp.com",
    "localhost",
];

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// A front with a certificate for [`NAMES`], signed by an authority made for it alone.
pub struct Front {
    acceptor: TlsAcceptor,
    /// The authority's certificate, as a bot has to be told to trust it (PEM).
    pub authority: String,
}

impl Front {
    /// Makes the authority and the certificate; their keys are in memory only.
    ///
    /// # Errors
    /// If there is no randomness.
    pub fn new() -> Result<Self, Failed> {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "A stand-in for Discord, for tests only");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(NAMES.map(str::to_owned))?;
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &authority)?;
        let key = PrivateKeyDer::try_from(key.serialize_der())?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)?;
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), authority: authority.pem() })
    }

    /// Hands every connection on, until it is dropped.
    ///
    /// # Errors
    /// If nothing more can be accepted.
    pub async fn run(self, listener: TcpListener, to: SocketAddr) -> std::io::Result<()> {
        loop {
            let (socket, _) = listener.accept().await?;
            let acceptor = self.acceptor.clone();
            tokio::spawn(async move {
                // Who speaks no TLS, does not trust the authority or hangs up has only itself to tell.
                let Ok(mut outside) = acceptor.accept(socket).await else { return };
                let Ok(mut inside) = TcpStream::connect(to).await else { return };
                let _ = tokio::io::copy_bidirectional(&mut outside, &mut inside).await;
            });
        }
    }
}
