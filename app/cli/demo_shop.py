"""The demo shop for the command line."""

from __future__ import annotations

from app.bootstrap import demo_people, demo_shop, load_demo

__all__ = ["demo_people", "demo_shop", "load_demo"]
