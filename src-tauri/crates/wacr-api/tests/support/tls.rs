//! Certificates of our own, and servers that show them.

use std::{future::Future, sync::Arc};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
};
use tokio::net::TcpStream;
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use super::{RawServer, serve};

/// Somebody who signs certificates.
pub struct Authority {
    pub pem: Vec<u8>,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    pub fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem().into_bytes();
        let issuer = Issuer::new(params, key);
        Self { pem, issuer }
    }

    /// What a server of this name shows; `alpn` are the protocols it speaks.
    pub fn server(&self, name: &str, alpn: &[&str]) -> ServerConfig {
        self.server_until(name, alpn, 2099)
    }

    /// The same, with a certificate that was valid until this year.
    pub fn server_until(&self, name: &str, alpn: &[&str], year: i32) -> ServerConfig {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(year, 1, 1);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let chain = vec![CertificateDer::from(certificate.der().to_vec())];
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
        config
    }
}

/// Serves each connection once its handshake is through; `handle` gets the connection's number, from 1.
pub async fn serve_tls<F, Fut>(config: ServerConfig, handle: F) -> RawServer
where
    F: Fn(usize, TlsStream<TcpStream>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send + 'static,
{
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let handle = Arc::new(handle);
    serve(move |number, connection| {
        let (acceptor, handle) = (acceptor.clone(), Arc::clone(&handle));
        async move {
            if let Ok(stream) = acceptor.accept(connection.stream).await {
                handle(number, stream).await;
            }
        }
    })
    .await
}
