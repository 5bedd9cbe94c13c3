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
