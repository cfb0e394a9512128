-- How words begin stands in each entry's `tsvector`, in those from before as well.
SELECT 1;
