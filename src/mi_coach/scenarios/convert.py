"""Turns file models into the frozen types that the engine plays."""

from __future__ import annotations

from mi_coach.domain.scenario import Brief, Client, Line, Meaning, Scenario, Topic, When
from mi_coach.domain.session import ClientState
from mi_coach.domain.talk import TalkSegment
from mi_coach.scenarios.models import BoundsPart, EffectPart, LinePart, RepliesPart, ScenarioFile, WhenPart


def to_scenario(file: ScenarioFile) -> Scenario:
    """The scenario that a valid file describes."""
    return Scenario(
        id=file.id,
        version=file.version,
        title=file.title,
        client=Client(file.client.name, file.client.age, file.client.pronouns, file.client.about),
        setting=file.setting,
        difficulty=file.difficulty,
        stage=file.stage,
        skills=tuple(file.skills),
        length=file.length,
        content_note=file.content_note,
        brief=Brief(tuple(file.brief.know), file.brief.purpose, tuple(file.brief.not_negotiable)),
        start=ClientState(file.start.trust, file.start.importance, file.start.confidence, file.start.discord),
        topics=tuple(Topic(topic.id, topic.name, tuple(topic.words)) for topic in file.topics),
        lines=tuple(_line(line) for line in file.lines),
        effects={act: _given(row) for act, row in file.effects.items()},
        walk_out=file.walk_out.model_dump() if file.walk_out else {},
    )


def _line(line: LinePart) -> Line:
    return Line(
        id=line.id,
        text=line.text,
        role=line.role,
        topic=line.topic,
        talk=tuple(TalkSegment(t.code, t.type, t.strength, t.text) for t in line.talk),
        openness=line.openness,
        when=_when(line.when),
        to=tuple(line.to),
        asks=tuple(line.asks),
        follows=tuple(line.follows),
        meanings=tuple(Meaning(m.text, m.kind, m.side) for m in line.meanings),
        strengths=tuple(line.strengths),
        replies=_replies(line.replies),
        sets=tuple(line.sets),
        marks=tuple(line.marks),
        expects=tuple(line.expects),
        ending=line.ending,
    )


def _when(when: WhenPart) -> When:
    return When(
        at_least=_given(when.at_least),
        at_most=_given(when.at_most),
        after=tuple(when.after),
        directly_after=tuple(when.directly_after),
        before=tuple(when.before),
        flags=tuple(when.flags),
        not_flags=tuple(when.not_flags),
        from_turn=when.from_turn,
    )


def _given(part: BoundsPart | EffectPart) -> dict[str, float]:
    return {name: float(value) for name, value in part if value is not None}


def _replies(replies: RepliesPart) -> dict[str, str]:
    return {skill: text for skill, text in replies if text is not None}
