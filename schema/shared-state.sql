-- What several hosts share: who may change a cluster, and what is known of it. Pader sends this text by itself where
-- its role may create a schema; else the owner of the database runs it once, and gives the role what is at the end.
-- Running it again changes nothing.

-- Two hosts that start at the same moment take turns.
SELECT pg_advisory_xact_lock(7064737001);

CREATE SCHEMA IF NOT EXISTS pader;

CREATE TABLE IF NOT EXISTS pader.layout (version integer NOT NULL);
INSERT INTO pader.layout SELECT 1 WHERE NOT EXISTS (SELECT FROM pader.layout);

-- One row a cluster and kind of lease; it is never deleted, so that its token only grows.
CREATE TABLE IF NOT EXISTS pader.lease (
  kind text COLLATE "C" NOT NULL,
  cluster text COLLATE "C" NOT NULL,
  token bigint NOT NULL,
  id uuid NOT NULL,
  holder text NOT NULL,
  why text NOT NULL,
  since timestamptz NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (kind, cluster)
);

-- A file that is put there whole is its part 0; one that is added to has parts from 1.
CREATE TABLE IF NOT EXISTS pader.file (
  name text COLLATE "C" NOT NULL,
  part bigint NOT NULL,
  id uuid NOT NULL UNIQUE,
  bytes bytea NOT NULL,
  PRIMARY KEY (name, part)
);

-- For a role "pader" that does not own them:
--   GRANT USAGE ON SCHEMA pader TO pader;
--   GRANT SELECT ON pader.layout TO pader;
--   GRANT SELECT, INSERT, UPDATE ON pader.lease TO pader;
--   GRANT SELECT, INSERT, UPDATE, DELETE ON pader.file TO pader;
