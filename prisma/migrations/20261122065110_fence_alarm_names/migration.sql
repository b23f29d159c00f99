-- Alarms of fences name the kind alone: the fence's name is added for those who may see the fence.
UPDATE "alarm" SET "name" = split_part("name", ':', 1), "item" = "item" - 'fenceName'
WHERE "code" IN ('fence-enter', 'fence-exit', 'fence-dwell') AND "item" ? 'fenceId'
  AND "name" ~ '^(Fence entered|Fence left|Stayed in fence): ';
