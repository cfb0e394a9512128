// Imported before hall.mjs: the demo has a year of tickets behind it.
process.env.GUILDHALL_DEMO = "--year";
