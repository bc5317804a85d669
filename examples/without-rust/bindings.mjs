// Answers the phrases of flows/order.flow, and gets its messages. Node 18 or later, without packages.
//
//   export FLOW_HOST_SECRET=whsec_$(head -c 32 /dev/urandom | base64)
//   node bindings.mjs 3000
//   flow-host serve flows/order.flow --bindings URL      (the one that is printed)

import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const SECRETS = (process.env.FLOW_HOST_SECRET ?? "").split(/\s+/).filter(Boolean);
const TOLERANCE = 5 * 60; // seconds that the clocks may differ
const LIMIT = 100;
const HOST = "localhost"; // nobody else needs to reach it

// What was answered, by key: whoever asks again gets the same answer. A real program keeps this in its database, in the transaction
// that does what was asked for.
const answered = new Map();

const phrases = {
  card_is_valid: () => ({ answer: true }),
  receipt_for_total: ({ arguments: { total } }) => ({ answer: `receipt for ${total}` }),
  write_total_into_the_books: ({ arguments: { total }, instance }) => {
    console.log("booked:", total, "for", instance);
    return {};
  },
};

function deliver({ actor, message, payload }) {
  if (actor === "bank") {
    return { event: Number(payload.total) <= LIMIT ? "charged" : "declined", payload: {} };
  }
  console.log("to the customer:", message, payload);
  return {};
}

// Whether a request is signed as Standard Webhooks says, and new.
function isSigned(headers, body) {
  const { "webhook-id": key, "webhook-timestamp": sent, "webhook-signature": given = "" } = headers;
  if (!/^\d+$/.test(sent ?? "") || Math.abs(Date.now() / 1000 - Number(sent)) > TOLERANCE) {
    return false;
  }
  return SECRETS.some((secret) => {
    const bytes = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const mac = createHmac("sha256", bytes).update(`${key}.${sent}.${body}`).digest("base64");
    const expected = Buffer.from(`v1,${mac}`);
    return given.split(" ").some((signature) => {
      const got = Buffer.from(signature);
      return got.length === expected.length && timingSafeEqual(got, expected);
    });
  });
}

async function handle(request, response) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts).toString();
  const answer = (status, value) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(value));
  };
  if (!isSigned(request.headers, body)) return answer(401, {});
  const question = JSON.parse(body);
  if (!answered.has(question.key)) {
    const find = question.function ? phrases[question.function] : deliver;
    answered.set(question.key, find(question));
  }
  answer(200, answered.get(question.key));
}

const server = createServer((request, response) => {
  // A host that ends in the middle of a request asks again later: that must not end this program.
  handle(request, response).catch((error) => {
    console.error(error.message);
    response.destroy();
  });
});

server.listen(Number(process.argv[2]), HOST, () => {
  console.log(`http://${HOST}:${server.address().port}/flow`);
});
