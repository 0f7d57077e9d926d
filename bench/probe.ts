/*
 * Loaded before what is measured (`node --import probe.ts …`): tells over IPC what its process has used. It
 * changes nothing, unless statements are to be counted.
 */

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({
    is: 'usage',
    cpuMs: (user + system) / 1000,
    rssMb: process.memoryUsage.rss() / 1_000_000,
  });
});
process.on('disconnect', () => process.exit(0));
