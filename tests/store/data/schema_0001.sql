-- A database as the first release left it, with one session. Never changed afterwards.
BEGIN TRANSACTION;
CREATE TABLE mi_coach_schema (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT mi_coach_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "mi_coach_schema" VALUES('0001');
CREATE TABLE sessions (
	id VARCHAR(64) NOT NULL,
	scenario VARCHAR(200),
	scenario_version VARCHAR(50),
	seed BIGINT NOT NULL,
	started DATETIME NOT NULL,
	ended DATETIME,
	ending VARCHAR(50),
	start_state JSON,
	closing JSON,
	self_rating JSON,
	coaching VARCHAR(20) NOT NULL,
	engine JSON,
	overall INTEGER,
	CONSTRAINT pk_sessions PRIMARY KEY (id)
);
INSERT INTO "sessions" VALUES('a1b2c3','driving-disqualified','1.10',7,'2026-11-02 08:30:15.250000',NULL,NULL,'{"trust":31.25,"importance":20,"confidence":40.0625,"discord":55}','{"line_id":"line-1","text":"Line 1","talk":[{"code":"FN","type":null,"strength":1,"text":""}],"topic":null}',NULL,'after','{"n":1,"agreed":false}',NULL);
CREATE TABLE turns (
	session_id VARCHAR(64) NOT NULL,
	n INTEGER NOT NULL,
	client JSON NOT NULL,
	reply TEXT NOT NULL,
	units JSON,
	state JSON,
	matches JSON,
	reason TEXT NOT NULL,
	CONSTRAINT pk_turns PRIMARY KEY (session_id, n),
	CONSTRAINT fk_turns_session_id_sessions FOREIGN KEY(session_id) REFERENCES sessions (id) ON DELETE CASCADE
);
INSERT INTO "turns" VALUES('a1b2c3',1,'{"line_id":"open-1","text":"“They said I had to come.” It’s your call, isn’t it?","talk":[{"code":"ST","type":"reason","strength":3,"text":"had to come"},{"code":"DIS","type":null,"strength":2,"text":"your call"}],"topic":"coming-here"}','You''d rather not be here 🙂
Don''t do it again.','[{"text":"You''d rather not be here 🙂","start":0,"end":26,"code":"CR","kind":null,"miti":"CR","confidence":0.813,"sure":true,"alternatives":[{"code":"SR","kind":null,"confidence":0.1}],"summary":true,"double_sided":true,"evidence":[]},{"text":"Don''t do it again.","start":27,"end":45,"code":"RB","kind":"ordering","miti":"CONFRONT","confidence":0.5,"sure":false,"alternatives":[{"code":"RB","kind":"warning","confidence":0.25},{"code":"GI","kind":null,"confidence":0.125}],"summary":false,"double_sided":false,"evidence":[{"text":"Don''t","start":27,"end":32}]}]','{"trust":33.3333,"importance":20.01,"confidence":40,"discord":51}','[{"unit":1,"line_id":"open-1","side":"sustain","depth":"meaning","topic":"coming-here","closeness":0.123456},{"unit":2,"line_id":null,"side":null,"depth":null,"topic":null,"closeness":0.0}]','answered the reflection');
COMMIT;
