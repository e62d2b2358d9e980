import { testBackup } from './backupScenes';
import { test } from './test';

test.use({ windows: 'web' });

testBackup();
