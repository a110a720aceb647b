import type { Page } from 'playwright-core';

/** Roles that mean nothing to a reader without a name. */
const named = new Set([
  'button', 'link', 'textbox', 'searchbox', 'combobox', 'listbox', 'radio', 'checkbox', 'slider', 'spinbutton',
  'tab', 'tabpanel', 'dialog', 'image', 'region', 'navigation', 'radiogroup',
]); // prettier-ignore

type AxValue = { readonly value?: unknown };
type AxNode = {
  readonly ignored: boolean;
  readonly role?: AxValue;
  readonly name?: AxValue;
  readonly properties?: readonly { readonly name: string; readonly value: AxValue }[];
};

/** What the browser tells a screen reader of a page, and what is wrong with it. An empty list: nothing was found. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] };
  await session.detach();
  const told = nodes.filter(({ ignored }) => !ignored);
  const roleOf = ({ role }: AxNode) => String(role?.value ?? '');
  const nameless = told
    .filter((node) => named.has(roleOf(node)) && String(node.name?.value ?? '').trim() === '')
    .map((node) => `a ${roleOf(node)} has no name`);
  // A modal dialog hides the page behind it, landmarks and all.
  const modal = told.some((node) => roleOf(node) === 'dialog');
  const mains = told.filter((node) => roleOf(node) === 'main').length;
  const firstHeadings = told.filter(
    (node) =>
      roleOf(node) === 'heading' &&
      node.properties?.some(({ name, value }) => name === 'level' && value.value === 1),
  ).length;
  return [
    ...nameless,
    ...(modal || mains === 1 ? [] : [`${mains} main landmarks`]),
    ...(modal || firstHeadings === 1 ? [] : [`${firstHeadings} headings of level 1`]),
    ...(await page.evaluate(faultsInDocument)),
  ];
}

/** Runs in the page: ids, language, and the contrast of every text on a plain ground (WCAG 2.2, 1.4.3). */
function faultsInDocument(): string[] {
  const faults: string[] = [];
  if (!document.documentElement.lang) faults.push('the document has no language');
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of new Set(ids))
    if (ids.filter((one) => one === id).length > 1) faults.push(`two have the id ${id}`);

  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const rgba = (colour: string): number[] => {
    if (!canvas) return [0, 0, 0, 0];
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (colour: number[]) => {
    const [r = 0, g = 0, b = 0] = colour.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** undefined: a picture or something half transparent lies behind. */
  const groundOf = (element: Element): number[] | undefined => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage, position } = getComputedStyle(at);
      if (backgroundImage !== 'none') return undefined;
      const ground = rgba(backgroundColor);
      if (ground[3] === 255) return ground;
      if ((ground[3] ?? 0) > 0 || position === 'absolute') return undefined;
    }
    return undefined;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const words = texts.currentNode.textContent?.trim() ?? '';
    if (
      !element ||
      words === '' ||
      !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    )
      continue;
    if (element.closest('.visually-hidden, .skip-link, option, :disabled, [aria-disabled="true"]')) continue;
    const ground = groundOf(element);
    if (!ground) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const [a, b] = [luminance(rgba(color)), luminance(ground)];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && Number(fontWeight) >= 700);
    if (contrast < (large ? 3 : 4.5))
      faults.push(`"${words.slice(0, 40)}" has a contrast of ${contrast.toFixed(2)}`);
  }
  return faults;
}
