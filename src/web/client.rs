//! Who asks: by the address that the connection comes from, or that somebody says who is trusted to.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use ipnet::IpNet;

/// One who is counted as one: an IPv4 address, or what one household or office has of IPv6 (a /64).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Client(IpAddr);

impl Client {
    /// Whose request it is. A header is heeded only as far as proxies that are trusted have written it: from its end on
    /// until the first address that is none of theirs.
    pub fn of(request: &Request, trusted: &[IpNet]) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.0.ip());
        let forwarded = request
            .headers()
            .get_all("x-forwarded-for")
            .iter()
            // What a client forged may be no text; what a proxy added behind it is.
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .flat_map(|value| {
                value.split(',').map(|one| one.trim().to_owned()).collect::<Vec<_>>()
            });
        let forwarded: Vec<String> = forwarded.collect();
        let forwarded: Vec<&str> = forwarded.iter().map(String::as_str).collect();
        Self::told(peer, &forwarded, trusted)
    }

    /// Whether a request comes from somebody who passes it on for others, and is not trusted to.
    pub fn is_passed_on_by_a_stranger(request: &Request, trusted: &[IpNet]) -> bool {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let is_strange = peer.is_none_or(|peer| {
            let peer = peer.0.ip().to_canonical();
            !trusted.iter().any(|net| net.contains(&peer))
        });
        is_strange && request.headers().contains_key("x-forwarded-for")
    }

    fn told(peer: IpAddr, forwarded: &[&str], trusted: &[IpNet]) -> Self {
        let mut client = peer.to_canonical();
        for said in forwarded.iter().rev() {
            if !trusted.iter().any(|net| net.contains(&client)) {
                break;
            }
            // What is no address was written by nobody who is trusted.
            let Some(said) = address(said) else { break };
            client = said.to_canonical();
        }
        Self(counted(client))
    }
}

/// An address, with or without a port.
fn address(said: &str) -> Option<IpAddr> {
    let with_port = || said.parse::<SocketAddr>().ok().map(|one| one.ip());
    said.parse().ok().or_else(with_port)
}

fn counted(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub fn client(number: u32) -> Client {
        Client(IpAddr::from(number.to_be_bytes()))
    }

    fn told(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let trusted: Vec<IpNet> = trusted.iter().map(|net| net.parse().expect("a net")).collect();
        Client::told(peer.parse().expect("an address"), forwarded, &trusted).0.to_string()
    }

    #[test]
    fn a_header_counts_as_far_as_a_trusted_proxy_wrote_it() {
        let own = ["127.0.0.0/8", "10.0.0.0/8"];
        assert_eq!(told("127.0.0.1", &["203.0.113.7"], &own), "203.0.113.7");
        // Whoever comes directly says nothing about themselves.
        assert_eq!(told("203.0.113.9", &["198.51.100.1"], &own), "203.0.113.9");
        assert_eq!(told("127.0.0.1", &["203.0.113.7"], &[]), "127.0.0.1");
        // What the client forged stands before what the proxy wrote.
        assert_eq!(told("127.0.0.1", &["1.2.3.4", "203.0.113.7"], &own), "203.0.113.7");
        assert_eq!(told("127.0.0.1", &["1.2.3.4", "203.0.113.7", "10.1.1.1"], &own), "203.0.113.7");
        assert_eq!(told("127.0.0.1", &["1.2.3.4", "rubbish"], &own), "127.0.0.1");
        assert_eq!(told("127.0.0.1", &["203.0.113.7:4711"], &own), "203.0.113.7");
        assert_eq!(told("::ffff:127.0.0.1", &["203.0.113.7"], &own), "203.0.113.7");
        assert_eq!(told("2001:db8:1:2:3:4:5:6", &[], &own), "2001:db8:1:2::");
    }

    proptest! {
        #[test]
        fn whoever_is_not_trusted_is_themselves_whatever_they_say(
            peer: [u8; 4], forged in prop::collection::vec("[0-9a-f.:, ]{0,40}", 0..4)
        ) {
            let forged: Vec<&str> = forged.iter().map(String::as_str).collect();
            let peer = IpAddr::from(peer);
            prop_assert_eq!(Client::told(peer, &forged, &[]), Client(counted(peer)));
        }
    }
}
