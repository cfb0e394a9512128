//! How far a connection to PostgreSQL is encrypted: the words and meanings of its own client library (PostgreSQL: libpq, "SSL Support").
//!
//! `sslmode` in the address is `disable`, `prefer` (the default: encrypted where the server offers it), `require` (always encrypted),
//! `verify-ca` (and the certificate is by an authority we trust), or `verify-full` (and it is the server's own name). `sslrootcert` names
//! a file with the authorities to trust, else those of the system; with it, `require` means `verify-ca`.

use desk::Failure;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::CryptoProvider,
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use rustls_platform_verifier::Verifier;
use std::sync::Arc;
use tokio_postgres::config::SslMode;
use tokio_postgres_rustls::MakeRustlsConnect;

/// How much of a certificate counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trust {
    /// Nothing: encrypted against listeners, not against impostors.
    Anyone,
    /// Who signed it.
    Authority,
    /// Who signed it, and for which name.
    Name,
}

/// Reads an address: what tokio-postgres does not know of it is ours.
pub fn read(address: &str) -> Result<(tokio_postgres::Config, MakeRustlsConnect), Failure> {
    let unreadable =
        |error: &dyn std::fmt::Display| Failure::Unavailable(format!("the address cannot be read: {error}"));
    let (base, query) = address.split_once('?').unwrap_or((address, ""));
    let (mut mode, mut authorities, mut rest) =
        (None, None, url::form_urlencoded::Serializer::new(String::new()));
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "sslmode" => mode = Some(value.into_owned()),
            "sslrootcert" => authorities = Some(value.into_owned()).filter(|file| file != "system"),
            _ => drop(rest.append_pair(&name, &value)),
        }
    }
    let (encrypted, trust) = match (mode.as_deref(), &authorities) {
        (Some("disable"), _) => (SslMode::Disable, Trust::Anyone),
        (None | Some("allow" | "prefer"), _) => (SslMode::Prefer, Trust::Anyone),
        (Some("require"), None) => (SslMode::Require, Trust::Anyone),
        (Some("require" | "verify-ca"), _) => (SslMode::Require, Trust::Authority),
        (Some("verify-full"), _) => (SslMode::Require, Trust::Name),
        (Some(other), _) => {
            let known = "disable, prefer, require, verify-ca and verify-full";
            return Err(unreadable(&format!("sslmode is {known}, not {other}")));
        }
    };
    let rest = rest.finish();
    let plain =
        if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.replace('+', "%20")) };
    let mut config: tokio_postgres::Config = plain.parse().map_err(|error| unreadable(&error))?;
    config.ssl_mode(encrypted);
    let connect = connector(trust, authorities.as_deref()).map_err(|error| unreadable(&error))?;
    Ok((config, connect))
}

fn connector(
    trust: Trust,
    authorities: Option<&str>,
) -> Result<MakeRustlsConnect, Box<dyn std::error::Error>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let inner: Option<Arc<dyn ServerCertVerifier>> = match (trust, authorities) {
        (Trust::Anyone, _) => None,
        (_, Some(file)) => Some(trusting(file, Arc::clone(&provider))?),
        (_, None) => Some(Arc::new(Verifier::new(Arc::clone(&provider))?)),
    };
    let verifier = Arc::new(Certificates { trust, inner, provider: Arc::clone(&provider) });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn trusting(
    file: &str,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, Box<dyn std::error::Error>> {
    let mut roots = RootCertStore::empty();
    let unreadable = |error: &dyn std::fmt::Display| format!("sslrootcert {file}: {error}");
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| unreadable(&error))? {
        roots.add(certificate.map_err(|error| unreadable(&error))?)?;
    }
    Ok(WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build()?)
}

/// Looks at a server's certificate as far as it counts.
#[derive(Debug)]
struct Certificates {
    trust: Trust,
    inner: Option<Arc<dyn ServerCertVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Certificates {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(inner) = &self.inner else { return Ok(ServerCertVerified::assertion()) };
        match inner.verify_server_cert(certificate, intermediates, name, ocsp, now) {
            // The name is looked at last: everything else is as it should be.
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if self.trust == Trust::Authority => Ok(ServerCertVerified::assertion()),
            other => other,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
