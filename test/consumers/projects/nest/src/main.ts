import "reflect-metadata";
import { Controller, Get, Inject, Injectable, Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { type Client, createShopClient, getThing, type State, type Thing } from "./api";
import { type Made, makeCalls } from "./calls";

@Injectable()
class ShopService {
  private readonly client: Client;

  constructor(@Inject("SHOP_URL") private readonly url: string) {
    this.client = createShopClient({ baseUrl: url, apiKey: "key-1" });
  }

  getThing(id: string, _state?: State): Promise<Thing> {
    return getThing(this.client, { id });
  }

  makeCalls(): Promise<Made> {
    return makeCalls(this.url);
  }
}

@Controller()
class ShopController {
  constructor(private readonly shop: ShopService) {}

  @Get("bolt")
  bolt(): Promise<Thing> {
    return this.shop.getThing("bolt");
  }

  @Get()
  async all(): Promise<Made> {
    return this.shop.makeCalls();
  }
}

@Module({
  controllers: [ShopController],
  providers: [ShopService, { provide: "SHOP_URL", useFactory: () => process.env["SHOP_URL"] }],
})
class AppModule {}

async function main() {
  const app = await NestFactory.create(AppModule, { logger: ["error"] });
  await app.listen(0, "127.0.0.1");
  const url = await app.getUrl();
  const bolt = (await (await fetch(`${url}/bolt`)).json()) as Thing;
  if (bolt.name !== "bolt") throw new Error(JSON.stringify(bolt));
  console.log(await (await fetch(url)).text());
  await app.close();
}
void main();
