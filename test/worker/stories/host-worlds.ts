import { hostWorldsBy } from '../../helpers/world.ts';
import { startWorkersHost } from './host.ts';

/** Before each file of stories: its worlds have their bridges in workerd. */
hostWorldsBy(startWorkersHost);
