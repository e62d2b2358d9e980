"""Signs in with a code of Xero Test MFA. It needs pytest, and nothing else but Python."""

import os
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

URL = os.environ["XERO_URL"]


@pytest.fixture
def browser():
    return build_opener(HTTPCookieProcessor())


def send(browser, path, **fields):
    return browser.open(urljoin(URL, path), urlencode(fields).encode(), timeout=20)


def test_signs_in_with_a_code(browser):
    page = send(browser, "/", email=os.environ["XERO_LOGIN"], password=os.environ["XERO_PASSWORD"])
    assert page.url.endswith("/mfa")
    page = send(browser, "/mfa", code=os.environ["XERO_CODE"])
    assert page.url.endswith("/dashboard")
