from tests.stories.conftest import Begin

def test_try(begin: Begin) -> None:
    story = begin("close")
    story.live_on()
    assert story.seal() == "sealed"
    story.ends("办结", ended=True)

def test_try2(begin: Begin) -> None:
    story = begin("adopt")
    story.live_on()
    story.ends("办结", ended=True)
