import { createShop } from "@/api";
import { States } from "./states";

export const dynamic = "force-dynamic";

/** Rendered for each request, by a component of the server; the states by one of the browser. */
export default async function Page() {
  const shop = createShop({ baseUrl: process.env["SHOP_URL"], apiKey: "key-1" });
  const things = await shop.things.listThings(
    { state: ["new"] },
    { fetchOptions: { cache: "no-store" } },
  );
  return (
    <p>
      {things.map((thing) => thing.name).join()}: <States />
    </p>
  );
}
