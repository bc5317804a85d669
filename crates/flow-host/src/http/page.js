
"use strict";

/** A node with children: nodes, and texts that are never read as HTML. */
function make(name, ...children) {
    const node = document.createElement(name);
    node.append(...children);
    return node;
}

/** What a reference like `#/components/schemas/order` means. */
function resolve(openapi, value) {
    const seen = new Set();
    let found = value;
    while (found && typeof found.$ref === "string" && !seen.has(found.$ref)) {
        seen.add(found.$ref);
        found = found.$ref.slice(2).split("/").reduce((part, name) => part?.[name], openapi);
    }
    return found ?? {};
}

/** The type of a value in words. */
function nameType(openapi, schema, depth = 0) {
    const of = resolve(openapi, schema);
    if (depth > 8) return "…";
    if (of.anyOf) return of.anyOf.map((one) => nameType(openapi, one, depth + 1)).join(" or ");
    if (of.enum) return of.enum.map((text) => JSON.stringify(text)).join(", ");
    if (of.type === "array") return `array of ${nameType(openapi, of.items, depth + 1)}`;
    const types = [of.type ?? "any value"].flat().join(" or ");
    const more = [of.format, of.pattern && `like ${of.pattern}`, of.description].filter(Boolean);
    return more.length ? `${types} (${more.join("; ")})` : types;
}

/** The members of an object, each with its type and its own members. */
function listMembers(openapi, schema, depth = 0) {
    const of = resolve(openapi, schema);
    const inner = resolve(openapi, of.items ?? of);
    const list = make("ul");
    for (const [name, member] of Object.entries(inner.properties ?? {})) {
        const need = (inner.required ?? []).includes(name) ? "" : ", optional";
        const item = make("li", make("code", name), `: ${nameType(openapi, member)}${need}`);
        if (depth < 8) item.append(...listMembers(openapi, member, depth + 1));
        list.append(item);
    }
    return list.childNodes.length ? [list] : [];
}

/** The schemas of a body: several if actors send others. */
function listBodies(openapi, content) {
    const schema = Object.values(content ?? {})[0]?.schema ?? {};
    const all = schema.anyOf ?? [schema];
    return all.flatMap((one) => {
        const members = listMembers(openapi, one);
        return members.length ? members : [make("p", `${nameType(openapi, one)} without members`)];
    });
}

function describeParameters(openapi, parameters) {
    const list = make("ul");
    for (const { name, in: place, required, schema, description } of parameters ?? []) {
        const need = required ? "" : ", optional";
        const more = description ? `. ${description}` : "";
        list.append(make("li", make("code", name), ` in the ${place}${need}: ${nameType(openapi, schema)}${more}`));
    }
    return list.childNodes.length ? [make("p", "Parameters:"), list] : [];
}

function describeResponses(openapi, responses) {
    const problems = [];
    const nodes = [];
    for (const [status, response] of Object.entries(responses ?? {})) {
        if (Number(status) >= 400) {
            problems.push(status);
            continue;
        }
        nodes.push(make("p", `${status}: ${response.description}`), ...listBodies(openapi, response.content));
    }
    if (problems.length) nodes.push(make("p", `Problems: ${problems.join(", ")}`));
    return nodes;
}

function describeOperation(openapi, path, method, operation) {
    const section = make("section", make("h3", make("code", `${method.toUpperCase()} ${path}`)));
    section.append(...describeParameters(openapi, operation.parameters));
    if (operation.requestBody) {
        section.append(make("p", "Body:"), ...listBodies(openapi, operation.requestBody.content));
    }
    section.append(...describeResponses(openapi, operation.responses));
    return section;
}

/** The operations of a document, by their machines. */
function describe(openapi) {
    const nodes = [];
    let machine;
    for (const [path, methods] of Object.entries(openapi.paths ?? {})) {
        for (const [method, operation] of Object.entries(methods)) {
            const tag = operation.tags?.[0];
            if (tag !== machine) nodes.push(make("h2", tag === "-" ? "The host" : `@${tag}`));
            machine = tag;
            nodes.push(describeOperation(openapi, path, method, operation));
        }
    }
    return nodes;
}

async function show() {
    const [status, token] = ["status", "token"].map((id) => document.getElementById(id));
    const headers = token.value ? { authorization: `Bearer ${token.value}` } : {};
    try {
        const response = await fetch("openapi.json", { headers });
        const openapi = await response.json();
        if (!response.ok) {
            status.textContent = `${openapi.title}: ${openapi.detail}`;
            return;
        }
        document.getElementById("title").textContent = openapi.info.title;
        document.getElementById("operations").replaceChildren(...describe(openapi));
        status.textContent = "";
    } catch (error) {
        status.textContent = `openapi.json cannot be read: ${error.message}`;
    }
}

document.getElementById("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    show();
});
show();
