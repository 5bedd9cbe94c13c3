declare namespace JSX {
  type Element = object;
  interface ElementChildrenAttribute {
    children: unknown;
  }
  interface IntrinsicElements {
    [name: string]: { children?: unknown; className?: string; onClick?: () => void };
  }
}
