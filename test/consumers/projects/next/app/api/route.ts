import { makeCalls } from "@/calls";

export async function GET() {
  return Response.json(await makeCalls(process.env["SHOP_URL"] ?? ""));
}
