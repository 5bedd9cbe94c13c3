"use client";
import { createShop, StateValues } from "@/api";

export function States() {
  const watch = () => void createShop({ apiKey: "key-1" }).things.watchThings();
  return (
    <button type="button" onClick={watch}>
      {StateValues.join()}
    </button>
  );
}
