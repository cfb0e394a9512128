// Single keys as this person has them: pairs of the key that is pressed and what it stands for, or "off" (WCAG 2.1.4).
const told = (): string => document.body.dataset.keys ?? "";
const pairs = (): string[][] => told().split(" ").map((pair) => [...pair]).filter((pair) => pair.length === 2);

export const off = (): boolean => told() === "off";

// What a pressed key stands for; nothing if it stands for nothing. Keys with names, such as Escape, are themselves.
export function meant(pressed: string): string | undefined {
  if ([...pressed].length !== 1) return pressed;
  if (off()) return undefined;
  const known = pairs();
  const own = known.find(([key]) => key === pressed);
  if (own) return own[1];
  return known.some(([, usual]) => usual === pressed) ? undefined : pressed;
}

// The key to press for what the usual one stands for.
export function shown(usual: string): string {
  return pairs().find((pair) => pair[1] === usual)?.[0] ?? usual;
}
