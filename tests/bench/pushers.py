"""Some of many simulated terminals, as a process: each pushes its batches and listens meanwhile.

It reads its terminals from standard input, a JSON line; says ``ready`` once all are connected; begins at the next
line; and tells what became of it as JSON: seconds a batch, and how often somebody was asked to come again.
"""

from __future__ import annotations

import base64
import json
import ssl
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import httpx

_PATIENCE_S = 300


def main() -> None:
    told = json.loads(sys.stdin.readline())
    terminals, nobody = told["terminals"], ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # made once: it takes a while
    ready, times, tries = threading.Barrier(len(terminals) + 1), [], []

    def push(one: dict[str, object]) -> None:
        headers = {"Authorization": f"Bearer {one['token']}", "Content-Encoding": "gzip"}
        line = httpx.Client(
            base_url=told["url"], headers=headers, trust_env=False, timeout=_PATIENCE_S, verify=nobody
        )
        with line, line.stream("GET", "/v1/events") as listening:  # all the while, as a terminal does
            assert listening.status_code == 200
            assert line.get("/v1/journal/mark").status_code == 200  # the connection is there
            ready.wait(_PATIENCE_S)
            for body in map(base64.b64decode, one["bodies"]):
                begun = perf_counter()
                while (answer := line.post("/v1/journal", content=body)).status_code == 503:
                    tries.append(one["token"])
                times.append(perf_counter() - begun)
                assert answer.status_code == 200, answer.text

    def start() -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()

    with ThreadPoolExecutor(len(terminals)) as pool:
        pushing = [pool.submit(push, one) for one in terminals]
        while ready.n_waiting < len(terminals) and not any(one.done() for one in pushing):
            threading.Event().wait(0.01)
        start()
        ready.wait(_PATIENCE_S)
        for one in pushing:
            one.result()
    sys.stdout.write(json.dumps({"times": times, "tries": len(tries)}) + "\n")


if __name__ == "__main__":
    main()
