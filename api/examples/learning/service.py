"""Calls to a running service, with nothing but the standard library."""
import json
import os
import urllib.request

URL = os.environ.get("NABLA_URL", "http://localhost:8080")


def post(path, **body):
    """Sends a JSON object and returns the response."""
    request = urllib.request.Request(f"{URL}/v1/{path}", json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request) as response:
        return json.load(response)
