"""Why no answer came, and what time it is: told by real handshakes on loopback."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from socket import create_server

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.domain.errors import FaultError
from app.sync.gateway import Address, Gateway

ANSWER = b'{"mark": null}'
Serve = Callable[..., str]


def certificate(folder: Path, begins: int, ends: int) -> Path:
    """A certificate of 127.0.0.1 that is its own authority, good from so many days from now to so many."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "centre")])
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now + timedelta(days=begins))
        .not_valid_after(now + timedelta(days=ends))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path, form = folder / "centre.pem", serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    path.write_bytes(key.private_bytes(form, serialization.PrivateFormat.PKCS8, plain) + built.public_bytes(form))
    return path


@pytest.fixture
def serve() -> Iterator[Serve]:
    """A listener that gives one answer, with a certificate or without; its address."""
    running: list[threading.Thread] = []

    def begin(pem: Path | None = None, date: str = "") -> str:
        listener = create_server(("127.0.0.1", 0))
        listener.settimeout(20)

        def answer() -> None:
            with listener, listener.accept()[0] as plain:
                plain.settimeout(20)
                try:
                    peer = plain
                    if pem is not None:
                        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                        context.load_cert_chain(pem)
                        peer = context.wrap_socket(plain, server_side=True)
                    peer.recv(65536)
                    head = f"HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Length: {len(ANSWER)}\r\n\r\n".encode()
                    peer.sendall(head + ANSWER)
                    peer.recv(1)
                    peer.close()
                except OSError:  # the other side would not have it
                    return

        running.append(threading.Thread(target=answer))
        running[-1].start()
        return f"127.0.0.1:{listener.getsockname()[1]}"

    yield begin
    for thread in running:
        thread.join(30)


def why(url: str) -> str:
    gateway = Gateway(Address(url))
    try:
        gateway.mark()
    except FaultError as error:
        return error.code
    finally:
        gateway.close()
    return ""


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(serve: Serve, tmp_path: Path) -> None:
    assert why(f"https://{serve(certificate(tmp_path, -1, 1))}") == "centre.not_trusted"


@pytest.mark.parametrize(("begins", "ends"), [(-9, -1), (1, 9)])
def test_a_certificate_of_another_day_speaks_of_the_clock(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begins: int, ends: int
) -> None:
    pem = certificate(tmp_path, begins, ends)
    monkeypatch.setattr("certifi.where", lambda: str(pem))
    assert why(f"https://{serve(pem)}") == "centre.certificate_date"


def test_a_certificate_that_is_vouched_for_is_taken(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path, -1, 1)
    monkeypatch.setattr("certifi.where", lambda: str(pem))
    assert why(f"https://{serve(pem)}") == ""


def test_an_address_without_tls_is_told_apart(serve: Serve) -> None:
    assert why(f"https://{serve()}") == "centre.no_tls"


def test_nobody_there(serve: Serve) -> None:
    address = serve()
    assert why(f"http://{address}") == ""  # the listener gives one answer, and is gone
    assert why(f"http://{address}") == "centre.unreachable"


@pytest.mark.parametrize(
    ("date", "wall", "off"),
    [
        ("Thu, 05 Mar 2026 02:00:00 GMT", 1_772_676_300.4, 300),
        ("Thu, 05 Mar 2026 02:00:00 GMT", 1_772_675_880, -120),
        ("yesterday", 1_772_676_000, None),
        ("", 1_772_676_000, None),
    ],
)
def test_the_centres_clock_is_held_beside_this_one(serve: Serve, date: str, wall: float, off: int | None) -> None:
    gateway = Gateway(Address(f"http://{serve(date=date)}"), lambda: wall)
    gateway.mark()
    gateway.close()
    assert gateway.clock_off_s == off
