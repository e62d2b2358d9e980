import backupSignIn from '../../../media/guide/backup-sign-in.svg';
import connectedDevice from '../../../media/guide/connected-device.svg';
import step01 from '../../../media/guide/step-01.svg';
import step02 from '../../../media/guide/step-02.svg';
import step03 from '../../../media/guide/step-03.svg';
import step04 from '../../../media/guide/step-04.svg';
import step05 from '../../../media/guide/step-05.svg';
import step06 from '../../../media/guide/step-06.svg';
import step07 from '../../../media/guide/step-07.svg';
import step08 from '../../../media/guide/step-08.svg';
import step09 from '../../../media/guide/step-09.svg';
import step10 from '../../../media/guide/step-10.svg';
import step11 from '../../../media/guide/step-11.svg';
import step12 from '../../../media/guide/step-12.svg';
import step13 from '../../../media/guide/step-13.svg';
import step14 from '../../../media/guide/step-14.svg';
import type { PictureView } from '../protocol';

const SOURCES: Readonly<Record<string, string>> = {
  'backup-sign-in': backupSignIn,
  'connected-device': connectedDevice,
  'step-01': step01,
  'step-02': step02,
  'step-03': step03,
  'step-04': step04,
  'step-05': step05,
  'step-06': step06,
  'step-07': step07,
  'step-08': step08,
  'step-09': step09,
  'step-10': step10,
  'step-11': step11,
  'step-12': step12,
  'step-13': step13,
  'step-14': step14,
};

const parsed = new Map<string, Element>();

/**
 * A picture to put into the page, as a linked one wouldn't get the theme's colours.
 *
 * @param mark the number of the step it is for
 */
export function drawnPicture({ name, initials = '' }: PictureView, mark: string): Element | undefined {
  const source = SOURCES[name];
  if (source === undefined) return undefined;
  let picture = parsed.get(name);
  if (!picture) {
    const { documentElement } = new DOMParser().parseFromString(source, 'image/svg+xml');
    picture = document.importNode(documentElement, true);
    parsed.set(name, picture);
  }
  write(picture, '.p-number', mark);
  write(picture, '.p-initials', initials);
  return picture;
}

/** Writes a text into a picture; as text, so that nothing in it becomes markup. */
function write(picture: Element, place: string, text: string): void {
  const element = picture.querySelector(place);
  if (element) element.textContent = text;
}
