"""Which addresses may be fetched from: public ones, checked once and then used as checked."""

from __future__ import annotations

import ipaddress
import socket

from tocsin.errors import SourceUnreachable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolve(host: str, port: int, where: str, *, allow_private: bool = False) -> str:
    """The address to connect to for `host`; raises SourceUnreachable where any of its addresses is not public.

    The caller connects to exactly this address: asking the name server again could give another answer.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceUnreachable(
            f"the host {host!r} cannot be found", where=where, advice="check the address and the network"
        ) from error
    addresses = [str(info[4][0]).partition("%")[0] for info in found]
    if not addresses:
        raise SourceUnreachable(f"the host {host!r} has no address", where=where, advice="check the address")
    if not allow_private:
        for address in addresses:
            if not is_public(ipaddress.ip_address(address)):
                raise SourceUnreachable(
                    f"{host} is a private address ({address})",
                    where=where,
                    advice="set TOCSIN_ALLOW_PRIVATE_ADDRESSES=1 to fetch from your own network",
                )
    return addresses[0]


def is_public(address: Address) -> bool:
    """Whether the address belongs to the public internet, also when wrapped in an IPv6 one.

    >>> is_public(ipaddress.ip_address("::ffff:10.0.0.1"))
    False
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified
