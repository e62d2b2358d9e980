import { testBackup } from '../backupScenes';

testBackup();
