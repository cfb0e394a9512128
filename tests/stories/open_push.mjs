// What a browser and its push service do with what was pushed: opens it (RFC 8291, RFC 8188) and checks who sent it (RFC 8292). Nothing of
// Guildhall's own is used: the mathematics is that of OpenSSL. `keys` makes the keys of a browser.
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const from = (text) => Buffer.from(text, "base64url");

if (process.argv[2] === "keys") {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  const text = (bytes) => bytes.toString("base64url");
  console.log(JSON.stringify({ private: text(pair.getPrivateKey()), key: text(pair.getPublicKey()), auth: text(randomBytes(16)) }));
} else {
  const { keys, body, authorization } = JSON.parse(readFileSync(0, "utf8"));
  console.log(JSON.stringify({ told: open(keys, from(body)), claims: claims(authorization), bytes: from(body).length }));
}

function open(keys, body) {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(from(keys.private));
  const salt = body.subarray(0, 16);
  const size = body.readUInt32BE(16);
  const sender = body.subarray(21, 21 + body[20]);
  const record = body.subarray(21 + body[20]);
  if (record.length > size) throw new Error("more than one record");
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), from(keys.key), sender]);
  const secret = Buffer.from(hkdfSync("sha256", pair.computeSecret(sender), from(keys.auth), info, 32));
  const key = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: aes128gcm\0", 16));
  const nonce = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: nonce\0", 12));
  const opener = createDecipheriv("aes-128-gcm", key, nonce);
  opener.setAuthTag(record.subarray(-16));
  const text = Buffer.concat([opener.update(record.subarray(0, -16)), opener.final()]);
  const end = text.findLastIndex((byte) => byte !== 0);
  if (text[end] !== 2) throw new Error("not the last record");
  return JSON.parse(text.subarray(0, end).toString());
}

function claims(authorization) {
  const [, token, key] = authorization.match(/^vapid t=([\w.-]+), k=([\w-]+)$/);
  const [head, said, signature] = token.split(".");
  const point = from(key);
  const jwk = { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") };
  const by = { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" };
  if (!verify("sha256", `${head}.${said}`, by, from(signature))) throw new Error("the signature is wrong");
  return { ...JSON.parse(from(said)), alg: JSON.parse(from(head)).alg, key };
}
