"""Whoever asks a centre of the tests over HTTP."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from typing import Self

import httpx
from sqlalchemy import Engine

from app.central.database import write
from app.central.door import FEATURES
from app.central.enrol import make_token
from tests.central.conftest import START
from tests.central.served import authorities


def token(engine: Engine, *scopes: str, store: str | None = None) -> str:
    """A new token of the admin API; of everything where no scope is named."""
    allowed = frozenset(scopes or FEATURES)
    return write(engine, lambda connection: make_token(connection, "tests", allowed, store, START))


@dataclass
class Asking:
    """A client with a token."""

    url: str
    secret: str
    ca_file: str = ""
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        headers = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        trusted = ssl.create_default_context(cafile=self.ca_file) if self.ca_file else authorities()
        self.client = httpx.Client(base_url=self.url, headers=headers, trust_env=False, timeout=30, verify=trusted)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_) -> None:
        self.client.close()

    def __call__(self, method: str, path: str, body: object = None, **params: object) -> httpx.Response:
        return (
            self.client.request(method, path, json=body, params=params)
            if body is not None
            else (self.client.request(method, path, params=params))
        )
