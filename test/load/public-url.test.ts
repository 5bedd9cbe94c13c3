import { expect, test } from "vitest";
import { publicUrlOf } from "../../generator/load/public-url.js";

test.each([
  ["https://api.example.com/openapi.json", "https://api.example.com/openapi.json"],
  ["http://api.example.com:8080/a/", "http://api.example.com:8080/a/"],
  ["https://93.184.216.34/a", "https://93.184.216.34/a"],
  ["https://[2606:2800:220:1::1]/a", "https://[2606:2800:220:1::1]/a"],
  // What may be secret in it stays behind.
  ["https://user:secret@api.example.com/a?token=secret", "https://api.example.com/a"],
])("%s is for everybody", (location, url) => {
  expect(publicUrlOf(location)).toBe(url);
});

test.each([
  "/home/me/openapi.yaml",
  "http://localhost/openapi.json",
  "http://localhost./openapi.json",
  "http://api.localhost:3000/a",
  "https://api/a",
  "https://printer.local/a",
  "https://wiki.corp.internal/a",
  "https://router.home.arpa/a",
  "https://api.test/a",
  "http://127.0.0.1/a",
  "http://10.0.0.1/a",
  "http://192.168.1.1:8000/a",
  "http://169.254.169.254/latest",
  "http://[::1]/a",
  "http://[fd00::1]/a",
  "http://[::ffff:10.0.0.1]/a",
])("%s is not", (location) => {
  expect(publicUrlOf(location)).toBeUndefined();
});
