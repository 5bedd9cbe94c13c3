import { OrderTable } from "./order-table.js";
import { api } from "./shop.js";

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ cursor?: string }>;
}) {
  const { cursor } = await searchParams;
  const { data, error } = await api.GET("/orders", { params: { query: { cursor, limit: 20 } } });
  if (error) return <p>Try again.</p>;
  return <OrderTable orders={data.results} next={data.next_cursor} />;
}
