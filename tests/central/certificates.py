"""Certificates of a shop's own, for a centre on loopback."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PEM = serialization.Encoding.PEM
Issued = tuple[Path, Path]


def name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _may(is_ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_ca, key_cert_sign=is_ca, crl_sign=is_ca, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
        decipher_only=False,
    )  # fmt: skip


def issue(folder: Path, who: str) -> Issued:
    """A CA of one's own, and a certificate of 127.0.0.1 with its key that it vouches for."""
    now, keys = datetime.now(UTC), [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    signed = []
    for key, subject in zip(keys, (f"{who} CA", who), strict=True):
        is_ca = key is keys[0]
        begun = (
            x509.CertificateBuilder(name(f"{who} CA"), name(subject), key.public_key(), x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(keys[0].public_key()), critical=False)
            .add_extension(_may(is_ca), critical=True)
        )
        if not is_ca:
            here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
            begun = begun.add_extension(here, critical=False)
        signed.append(begun.sign(keys[0], hashes.SHA256()).public_bytes(PEM))
    plain = keys[1].private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    ca, own = folder / f"{who}-ca.pem", folder / f"{who}.pem"
    ca.write_bytes(signed[0])
    own.write_bytes(plain + signed[1])
    return ca, own
