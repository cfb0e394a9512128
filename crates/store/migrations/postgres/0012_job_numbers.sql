-- A number that was a job's is never another's. Here it never was: an identity goes on counting.
COMMENT ON COLUMN job.id IS 'never used again';
