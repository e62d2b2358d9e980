import { test } from './test';
import { testTwoWindows } from './twoWindows';

test.use({ windows: 'stock' });

test.describe('a stock browser, whose windows do not share secrets', testTwoWindows);
