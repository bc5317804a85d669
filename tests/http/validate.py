"""Checks that documents are OpenAPI 3.1. Each argument is a file or an address; a token is read from the environment.

    validate.py order.openapi.json [...]
    TOKEN=… validate.py $SHOP/-/openapi.json
"""

import json
import os
import sys

import requests
from openapi_spec_validator import OpenAPIV31SpecValidator


def read(place):
    if not place.startswith("http"):
        with open(place, encoding="utf-8") as file:
            return json.load(file)
    token = os.environ.get("TOKEN")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    response = requests.get(place, headers=headers, timeout=30)
    response.raise_for_status()
    return response.json()


def list_mistakes(document):
    """The mistakes of a document, each with its place."""
    if document.get("openapi") != "3.1.0":
        return [f"it is '{document.get('openapi')}'"]
    errors = OpenAPIV31SpecValidator(document).iter_errors()
    return ["/".join(map(str, error.absolute_path)) + f": {error.message}" for error in errors]


def check_itself():
    """A validator that finds no mistake anywhere would be of no use."""
    # The part of the path is no parameter.
    show = {"responses": {"200": {"description": "it"}}}
    wrong = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/order/{id}": {"get": show}}}
    assert list_mistakes(wrong), "the validator finds no mistake"


if __name__ == "__main__":
    check_itself()
    failed = False
    for place in sys.argv[1:]:
        for mistake in list_mistakes(read(place)):
            failed = True
            print(f"{place}: {mistake}")
    sys.exit(failed)
