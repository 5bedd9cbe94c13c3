import { makeCalls } from "@/calls";

export const runtime = "edge";

export async function GET() {
  return Response.json(await makeCalls(process.env["SHOP_URL"] ?? ""));
}
