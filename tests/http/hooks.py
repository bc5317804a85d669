"""What Schemathesis cannot know of a host: which instances exist, whose payload is whose, and how a valid request can fail."""

import re

import requests
import schemathesis

# A valid request can use a key once more, and ask for what a partner refuses.
POSSIBLE = {"key-used", "failed"}

# The largest number, and how exact one is, that every form of numbers has. No schema says the second, and both hosts and documents are
# better without the first: a host reads larger ones where it can store them.
LARGEST = 10**15
DECIMALS = 9

REFERENCE = re.compile(r"The id of an instance of (.+)\.$")


def is_valid(case):
    return case.meta is not None and case.meta.generation.mode.is_positive


@schemathesis.check
def valid_values_fit(ctx, response, case):
    """The host takes all values that the document calls valid: `unfit` is for others."""
    if is_valid(case) and response.status_code == 422:
        kind = response.json()["type"].rsplit("/", 1)[-1]
        assert kind in POSSIBLE, f"a valid request is '{kind}'"


@schemathesis.hook
def before_call(context, case, kwargs):
    """Gives a valid request the payload of its actor, numbers that can be stored, and references to instances that there are."""
    if is_valid(case) and isinstance(case.body, dict):
        case.body = bound(case.body)
        schemas = list_payloads(case)
        if schemas:
            case.body = refer(case, schemas, case.body)


def bound(value):
    if isinstance(value, dict):
        return {name: bound(member) for name, member in value.items()}
    if isinstance(value, list):
        return [bound(item) for item in value]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return round(max(-LARGEST, min(LARGEST, value)), DECIMALS)


def list_payloads(case):
    """The schemas of the body, by their names."""
    document = case.operation.schema.raw_schema
    content = case.operation.definition.raw["requestBody"]["content"]["application/json"]["schema"]
    names = [schema["$ref"].rsplit("/", 1)[-1] for schema in content.get("anyOf", [content])]
    return {name: document["components"]["schemas"][name] for name in names}


def refer(case, schemas, body):
    # Several actors have events of one name, and the document does not say whose payload is whose.
    actor = case.headers.get("Flow-Actor")
    own = {name: schema for name, schema in schemas.items() if name.endswith(f".{actor}")} or schemas
    schema = next(iter(own.values()))
    if set(body) != set(schema["properties"]):
        return body
    return {name: refer_value(case, schema["properties"][name], value) for name, value in body.items()}


def refer_value(case, schema, value):
    if isinstance(value, list) and "items" in schema:
        return [refer_value(case, schema["items"], item) for item in value]
    if isinstance(value, dict) and set(value) <= set(schema.get("properties", {})):
        return {name: refer_value(case, schema["properties"][name], item) for name, item in value.items()}
    found = REFERENCE.match(schema.get("description", "")) if isinstance(value, str) else None
    return find_instance(case, found[1]) if found else value


def find_instance(case, machine):
    """The id of an instance that the caller finds, or null."""
    headers = {name: value for name, value in case.headers.items() if name in ("Flow-Actor", "Authorization")}
    response = requests.get(f"{case.operation.base_url}/{machine}?limit=1", headers=headers, timeout=10)
    items = response.json().get("items") if response.ok else None
    return items[0]["id"] if items else None
