-- How a person reads quantities and times. The words are those of lib/domain/units.ts and time.ts.
ALTER TABLE "app_user"
  ADD COLUMN "unit_system" TEXT NOT NULL DEFAULT 'metric',
  ADD COLUMN "volume_unit" TEXT NOT NULL DEFAULT 'litre',
  ADD COLUMN "temperature_unit" TEXT NOT NULL DEFAULT 'celsius',
  ADD COLUMN "week_start" TEXT NOT NULL DEFAULT 'mon';
