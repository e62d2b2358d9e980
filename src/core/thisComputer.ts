/** Whether an address is on this computer. */
export function isOnThisComputer({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
