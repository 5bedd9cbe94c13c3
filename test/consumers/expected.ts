/** What `program/consume.mjs` gives in every runtime. */
export const expected = {
  facade: { name: "a", method: "PATCH", url: "/integrations/api_keys/", key: "Api-Key secret-1" },
  standalone: {
    name: "b",
    method: "PATCH",
    url: "/integrations/api_keys/",
    key: "Api-Key secret-1",
  },
  failure: { isError: true, status: 404 },
};
