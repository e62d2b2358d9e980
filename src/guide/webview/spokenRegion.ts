/** An invisible element whose text a screen reader reads out. */
export function spokenRegion(): HTMLElement {
  const region = document.createElement('div');
  region.setAttribute('role', 'status');
  region.className = 'visually-hidden';
  return region;
}

/** Has a text read out, also one that was just read. */
export function sayAgain(region: HTMLElement, text: string): void {
  // Screen readers don't read out an unchanged text.
  region.textContent = region.textContent === text ? `${text}\u00A0` : text;
}
