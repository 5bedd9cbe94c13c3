/** What a consumer does, the same in every runtime; `api` is the package as that runtime loads it. */
export async function consume(api, options) {
  const settings = { apiKey: "secret-1", ...options };
  const facade = await api.createCofactr(settings).auth.updateApiKey({ body: { name: "a" } });
  const client = api.createCofactrClient(settings);
  const standalone = await api.updateApiKey(client, { body: { name: "b" } });
  let failure;
  try {
    await api.updateApiKey(client, { body: { name: "missing" } });
  } catch (error) {
    failure = { isError: error instanceof Error, status: error.status };
  }
  return { facade, standalone, failure };
}

/** The same by the entry `fetch`, which needs a package that not every runtime here has; throws if it fails. */
export async function consumeFetch(createCofactrFetch, options) {
  const client = createCofactrFetch({ apiKey: "secret-1", ...options });
  const made = await client.PATCH("/integrations/api_keys/", { body: { name: "a" } });
  if (made.data.name !== "a" || made.data.key !== "Api-Key secret-1") {
    throw new Error(JSON.stringify(made.data));
  }
  const { error } = await client.PATCH("/integrations/api_keys/", { body: { name: "missing" } });
  if (!error) throw new Error("a failure looks like success");
}
