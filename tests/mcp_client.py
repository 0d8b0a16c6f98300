"""Drives `germane mcp` with the official Python client: `tests/mcp_client.py GERMANE` (a path). Prints a transcript; fails on what is not as it should be."""

import asyncio
import json
import pathlib
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

ROOT = pathlib.Path(__file__).resolve().parent.parent
GAMING = ROOT / "fixtures" / "gaming"


def read(name):
    return (GAMING / name).read_text()


async def handshake(server):
    async with stdio_client(server) as (come, go), ClientSession(come, go) as session:
        opened = await session.initialize()
        tools = (await session.list_tools()).tools
        names = [tool.name for tool in tools]
        print("tools:", ", ".join(names))
        assert names == ["check_draft", "explain_rule", "compare_drafts"]
        dumped = [tool.model_dump(by_alias=True) for tool in tools]
        assert all(tool["annotations"]["readOnlyHint"] and tool["outputSchema"] for tool in dumped)
        account = read("orbis.account.yaml")
        # The client checks structured results against their schemas by itself.
        for name, arguments in [
            ("check_draft", {"text": read("pitch.md"), "account": account}),
            ("check_draft", {"text": read("honest.md"), "account": account, "previous_steps": [read("pitch.md")]}),
            ("explain_rule", {"rule": "swap-test"}),
            ("compare_drafts", {"before": read("pitch.md"), "after": read("honest.md"), "account": account}),
            ("compare_drafts", {"before": read("middling.md"), "after": read("middling-invented.md"), "account": account}),
        ]:
            result = (await session.call_tool(name, arguments)).model_dump(by_alias=True)
            assert not result["isError"], result
            assert isinstance(result["structuredContent"], dict)
            print(f"\n> {name}\n{result['content'][0]['text'].splitlines()[0]}")
            if name == "compare_drafts":
                print("verdict:", result["structuredContent"]["verdict"])
        wrong = (await session.call_tool("check_draft", {"txt": "?"})).model_dump(by_alias=True)
        assert wrong["isError"] and "unknown field" in json.dumps(wrong)
        print("\n", opened.model_dump(by_alias=True)["protocolVersion"], sep="version: ")


async def stateless(server):
    """The versions since 2026, where this client speaks them."""
    try:
        from mcp import Client
    except ImportError:
        print("the client is too old for the versions since 2026: left out")
        return
    async with Client(stdio_client(server)) as client:
        found = await client.call_tool("check_draft", {"text": read("pitch.md")})
        assert found.structured_content["findings"]
        print("stateless: answered")


server = StdioServerParameters(command=sys.argv[1], args=["mcp", "--isolated"])
asyncio.run(handshake(server))
asyncio.run(stateless(server))
