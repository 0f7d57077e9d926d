import { sharpIcons } from '../../src/media/icon-sharp.ts';
import { testIcons } from '../helpers/picture-tables.ts';

const icons = sharpIcons();
testIcons(() => icons);
